"""MiniStack reads its environment when it is imported: set it before any test module does."""

import atexit
import os
import shutil
import tempfile

folder = tempfile.mkdtemp(prefix="cognito-extension-")
atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ.update(AUTH="true", PERSIST_STATE="0", STATE_DIR=folder)
