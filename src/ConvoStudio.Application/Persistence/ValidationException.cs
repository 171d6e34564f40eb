namespace ConvoStudio.Application.Persistence;

/// <summary>What was asked cannot be saved; names each field and why. Answered as 400.</summary>
public sealed class ValidationException(IReadOnlyDictionary<string, IReadOnlyList<string>> errors)
    : Exception(string.Join(" ", errors.SelectMany(field => field.Value.Select(message => $"{field.Key}: {message}"))))
{
    public ValidationException(string field, string message)
        : this(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [field] = [message] })
    {
    }

    /// <summary>Messages by field, in the names of the request (camel case).</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; } = errors;
}
