"""What an archive of the size of a province's costs: time, memory, disk, and what a kill costs.

``python -m bench.scale`` makes the bulletins, archives them in every way that is to be compared, and prints a table.
"""
