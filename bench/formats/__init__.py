"""The same bulletins in every format: is the record from each of them that from the plain text?

``make formats`` prints a table: a row a format, a column a field, the share of the plain text's values that came out
equal. A format is one module here with one function ``write(texts, folder)``; see ``writers.py``.
"""
