namespace ConvoStudio.Application.Log;

/// <summary>The log takes nothing right now; no state was changed. Answered as 503 with Retry-After.</summary>
public sealed class LogBusyException(string reason) : Exception(reason);

/// <summary>A commit failed; nothing of it was stored and the speculative state must be dropped.</summary>
public sealed class LogWriteException(string message, Exception inner) : Exception(message, inner);
