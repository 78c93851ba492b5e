"""What a pack says, a file for each part of it: each section reads a `Telling` and yields blocks."""
