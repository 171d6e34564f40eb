namespace ConvoStudio.Application.Conversations;

/// <summary>There is no such thing: answered as 404.</summary>
public sealed class NotKnownException(string what, string id) : Exception($"There is no {what} “{id}”.");

/// <summary>The request cannot be taken in the present state: answered as 409.</summary>
public sealed class RequestConflictException(string message) : Exception(message);

/// <summary>One or more fields are wrong: answered as 400 with each field named.</summary>
public sealed class RequestInvalidException(IReadOnlyDictionary<string, string[]> errors) : Exception("One or more fields are not right.")
{
    public RequestInvalidException(string field, string message)
        : this(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] })
    {
    }

    /// <summary>Field name as the client wrote it → what is wrong and what would be right.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
}
