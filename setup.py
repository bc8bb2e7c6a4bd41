"""The one build step that pyproject.toml cannot express: the corpus's PDFs are made from their texts."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

CORPUS = Path(__file__).parent / "corpus"


class BuildWithPdfs(build_py):
    """Build the packages, then write the PDFs: beside them in a wheel, into the checkout for an editable install."""

    def run(self) -> None:
        """Build, then write the PDFs."""
        super().run()
        spec = importlib.util.spec_from_file_location("make_pdf", CORPUS / "make_pdf.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        module.write_all(CORPUS / "pdf" if self.editable_mode else Path(self.build_lib, "jianbao", "corpus", "pdf"))


setup(cmdclass={"build_py": BuildWithPdfs})
