"""Who gets it in which form? The bulletin and the archive at a terminal, the audit as sentences and as JSON."""
