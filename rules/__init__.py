"""Knowledge as data: rule packs, the gazetteer, message templates."""
