"""XML parts of Word and OFD files, parsed without entities, without a network, within limits."""

from __future__ import annotations

from typing import Any

from ..errors import DamagedFile
from .limits import Limits

__all__ = ["parse_xml"]


def parse_xml(data: bytes, part: str, uri: str, limits: Limits) -> Any:
    """Return the root element of an XML part (lxml); ``part`` is its name, for messages. Comments are left out.

    A document type is refused: no office format has one, and entity bombs need it. The parser's own bounds on depth
    (256) and on the length of one text stay in force.

    Raises DamagedFile and LimitExceeded.
    """
    from lxml import etree

    limits.demand("xml", len(data), uri)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFile(uri, f"{part} is broken XML: {str(error.msg).split(chr(10))[0]}") from error
    if root.getroottree().docinfo.doctype:
        raise DamagedFile(uri, f"{part} declares a document type, which no such file has; entities are not expanded")
    return root
