"""Documents into proposed changes: decision forms, spreadsheets, and packs that come back.

A file is *read* into a document or into sheets (bounded in time and memory), *taken* for what it says (`Taken`: found
items, each value with its raw text and its place, and notices), and *proposed* against the register. Nothing here
writes: a person accepts, edits or declines, and what is accepted goes through the one door as one batch.
"""
