"""Read models: views of the log, the runner that keeps them, and the questions they answer."""
