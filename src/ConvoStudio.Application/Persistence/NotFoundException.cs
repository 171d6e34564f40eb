namespace ConvoStudio.Application.Persistence;

/// <summary>There is no such thing. Answered as 404.</summary>
public sealed class NotFoundException(string kind, string key) : Exception($"There is no {kind} {key}.")
{
    public string Kind { get; } = kind;

    public string Key { get; } = key;
}
