"""Which glyph stands for a kind of goal or tool."""

from projects.kinds import GoalKind, ToolKind

KIND_ICONS: dict[str, str] = {
    GoalKind.REPUTATION: "star",
    GoalKind.ADVERTISING: "megaphone",
    GoalKind.SALES: "gift",
    GoalKind.SUPPORT: "chat-bubble-left",
    GoalKind.LAUNCH: "bolt",
    GoalKind.EMPLOYER: "user-plus",
}
TOOL_ICONS: dict[str, str] = {
    ToolKind.CONTENT: "camera",
    ToolKind.PROMOTION: "gift",
    ToolKind.SURVEY: "clipboard-document-list",
    ToolKind.INTERACTIVE: "question-mark-circle",
    ToolKind.OFFLINE: "map-pin",
    ToolKind.ADS: "megaphone",
    ToolKind.SUPPORT: "chat-bubble-left",
    ToolKind.MONITORING: "chart-bar",
}
