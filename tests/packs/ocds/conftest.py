"""The register of DD2092 after it has lived for some days, and packs of it that are made once."""

from tests.packs.xlsx.registers import board, hostile_board, lived, lived_once, public

__all__ = ["board", "hostile_board", "lived", "lived_once", "public"]
