namespace ConvoStudio.Application.Jobs;

/// <summary>A job that cannot be done, with a message for a person.</summary>
public sealed class JobFailedException(string message, Exception? inner = null) : Exception(message, inner);
