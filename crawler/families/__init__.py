"""CMS families: one pure adapter a content management system."""
