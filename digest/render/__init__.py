"""The last stage: from what stands under `content/` to the pages and feeds of the site. Pure, but for `output.py`."""
