"""What do we know? Rule packs and the gazetteer, loaded, checked and frozen."""

from .gazetteer import Gazetteer
from .lexicon import Hit, Lexicon
from .loader import DEFAULT_PACK, Rules, check_pack, load_rules

__all__ = ["DEFAULT_PACK", "Gazetteer", "Hit", "Lexicon", "Rules", "check_pack", "load_rules"]
