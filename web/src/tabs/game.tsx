export function GameTab() { return null; }
