namespace ConvoStudio.Application.Persistence;

/// <summary>Somebody else saved first. Nothing was changed. Answered as 409.</summary>
/// <param name="what">What was edited, for a person.</param>
/// <param name="yours">The edit that was refused.</param>
/// <param name="theirs">What is stored now.</param>
public sealed class ConflictException(string what, object? yours, object? theirs, int? yourVersion = null, int? theirVersion = null)
    : Exception($"{what} was changed by somebody else in the meantime. Nothing of your change was saved; look at the newer version and try again.")
{
    public object? Yours { get; } = yours;

    public object? Theirs { get; } = theirs;

    /// <summary>The version your edit was made on.</summary>
    public int? YourVersion { get; } = yourVersion;

    /// <summary>The version stored now.</summary>
    public int? TheirVersion { get; } = theirVersion;

    /// <exception cref="ConflictException">The versions differ.</exception>
    public static void ThrowIfStale(int? expected, int actual, string what, object? yours, object? theirs)
    {
        if (expected is { } version && version != actual)
            throw new ConflictException(what, yours, theirs, version, actual);
    }
}
