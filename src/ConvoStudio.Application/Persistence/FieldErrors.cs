namespace ConvoStudio.Application.Persistence;

/// <summary>Collects what is wrong with a request, so that every mistake is told at once.</summary>
public sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public FieldErrors Require(bool holds, string field, string message)
    {
        if (holds)
            return this;
        if (!_errors.TryGetValue(field, out var messages))
            _errors[field] = messages = [];
        messages.Add(message);
        return this;
    }

    public FieldErrors Text(string? value, string field, int maximum, bool required = true)
    {
        Require(!required || !string.IsNullOrWhiteSpace(value), field, "Write something here.");
        return Require(value is null || value.Length <= maximum, field, $"At most {maximum} characters.");
    }

    /// <summary>A key: lower-case letters, digits, dashes and underscores, beginning with a letter or digit.</summary>
    public FieldErrors Key(string? value, string field)
    {
        var good = value is { Length: > 0 and <= 64 } && char.IsAsciiLetterOrDigit(value[0])
            && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');
        return Require(good, field, "Use 1 to 64 lower-case letters, digits, dashes, dots or underscores; begin with a letter or digit.");
    }

    /// <exception cref="ValidationException">Something was wrong.</exception>
    public void ThrowIfAny()
    {
        if (Any)
            throw new ValidationException(_errors.ToDictionary(e => e.Key, e => (IReadOnlyList<string>)e.Value, StringComparer.Ordinal));
    }
}
