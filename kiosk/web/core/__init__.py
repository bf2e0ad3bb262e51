"""What all areas of the web floor use: services, errors, assets, headers."""
