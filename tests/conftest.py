"""What all tests share: hypothesis without deadlines (the machine is shared), and the same examples in every CI run."""

import os

from hypothesis import settings

settings.register_profile("jianbao", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "jianbao")
