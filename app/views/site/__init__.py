"""The public site's pages: anybody reads them, nobody signs in."""
