"""Getting pages and turning them into articles."""
