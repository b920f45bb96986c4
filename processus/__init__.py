"""The processes of the portal: what keeps them alive, and the web server that each web process is."""
