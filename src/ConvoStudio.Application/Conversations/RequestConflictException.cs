namespace ConvoStudio.Application.Conversations;

/// <summary>The request cannot be taken in the present state: answered as 409.</summary>
public sealed class RequestConflictException(string message) : Exception(message);
