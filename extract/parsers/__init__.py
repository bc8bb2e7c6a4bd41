"""What does this text say? One module a field; all read folded text and give values of the record with their spans."""
