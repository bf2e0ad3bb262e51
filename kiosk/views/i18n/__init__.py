"""Languages: catalogues, numbers, dates and phrases."""
