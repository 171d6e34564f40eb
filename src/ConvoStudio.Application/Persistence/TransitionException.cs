namespace ConvoStudio.Application.Persistence;

/// <summary>The thing is in a state that does not allow this step. Nothing was changed. Answered as 409.</summary>
public sealed class TransitionException(string message) : InvalidOperationException(message);
