"""A register of risks, procurement steps, deferral and milestones for one programme board."""

__version__ = "0.1.0"
