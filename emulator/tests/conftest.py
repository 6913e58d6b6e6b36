"""MiniStack reads its environment when it is imported: set it before any test module does."""

import os
import tempfile

os.environ["AUTH"] = "true"
os.environ["PERSIST_STATE"] = "0"
os.environ["STATE_DIR"] = tempfile.mkdtemp(prefix="cognito-extension-tests-")
