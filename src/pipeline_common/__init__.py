"""What we know about articles, dates, regions and milestones; no Scrapy, no Prefect, no CLI."""
