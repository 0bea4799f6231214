"""What publishers may send: the models that schemas, documents and checks come from."""
