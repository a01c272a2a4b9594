"""The pages: server-rendered HTML with our own style and script, nothing from elsewhere."""
