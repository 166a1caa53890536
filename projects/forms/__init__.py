"""What people type on this floor, by noun. A form checks what was typed; the verbs decide."""
