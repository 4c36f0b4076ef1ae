"""Reading what comes in: files, feeds and what is known of them."""
