"""What it costs: generated bulletins with known truth, and measurements on them."""
