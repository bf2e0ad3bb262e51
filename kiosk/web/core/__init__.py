"""What every area of the web floor uses: services, errors, assets, headers."""
