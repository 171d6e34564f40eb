namespace ConvoStudio.Application.Outbox;

/// <summary>A change is saved and will come into force, but has not yet (the log takes nothing right now). Answered as 503.</summary>
public sealed class NotYetInForceException(string playbook, Exception inner) : Exception(
    $"The change to {playbook} is saved but not in force yet: the log takes nothing right now. It will be tried again by itself; do not repeat the change.", inner);
