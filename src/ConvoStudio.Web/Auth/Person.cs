namespace ConvoStudio.Web.Auth;

/// <summary>A signed-in person as pages see them.</summary>
/// <param name="TimeZone">IANA id; null = the browser's zone.</param>
/// <param name="NumberLocale">Tag of a number style; null = English.</param>
/// <param name="SingleKeys">Whether keys of one letter do something.</param>
public sealed record Person(string Id, string Email, string DisplayName, string? TimeZone, IReadOnlyList<string> Roles, string? NumberLocale = null, bool SingleKeys = true)
{
    public string Name => string.IsNullOrWhiteSpace(DisplayName) ? Email : DisplayName;

    /// <summary>"Mara Novak" → "MN"; one word gives its first two letters.</summary>
    public string Initials
    {
        get
        {
            var words = Name.Split([' ', '.', '@'], StringSplitOptions.RemoveEmptyEntries);
            return words switch
            {
                [] => "?",
                [var one] => one[..Math.Min(2, one.Length)].ToUpperInvariant(),
                [var first, .., _] when Name.Contains('@', StringComparison.Ordinal) => first[..Math.Min(2, first.Length)].ToUpperInvariant(),
                [var first, .., var last] => string.Concat(first[..1], last[..1]).ToUpperInvariant(),
            };
        }
    }
}
