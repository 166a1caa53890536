"""The verbs of this floor, by noun. Each writes its audit event in the transaction of the change."""
