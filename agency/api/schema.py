"""What the generated schema says about every operation at once."""

from typing import Any

ERRORS = {
    "type": "object",
    "required": ["errors"],
    "properties": {
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {
                    "field": {
                        "type": "string",
                        "nullable": True,
                        "description": "items.2.text; null: the whole",
                    },
                    "code": {"type": "string", "description": "For programs"},
                    "message": {"type": "string", "description": "For people"},
                },
            },
        }
    },
}


def add_errors(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Every operation may answer 4XX in the one shape of errors."""
    result["components"].setdefault("schemas", {})["Errors"] = ERRORS
    answer = {
        "description": "Not done; says where and why",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Errors"}}},
    }
    for path in result["paths"].values():
        for operation in path.values():
            operation["responses"]["4XX"] = answer
    return result
