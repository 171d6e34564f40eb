using System.Text.Json;
using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Web.Api;

/// <summary>Enums as the API spells them: lower-case words with dashes.</summary>
internal static class ApiWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The single flags that are set.</summary>
    public static IReadOnlyList<string> OfFlags<T>(T flags, params ReadOnlySpan<T> singles)
        where T : struct, Enum
    {
        List<string> words = [];
        foreach (var single in singles)
        {
            if (flags.HasFlag(single))
                words.Add(Of(single));
        }

        return words;
    }

    /// <summary>Flags by their words; a word that is none of them is an error of the field.</summary>
    public static T ReadFlags<T>(IReadOnlyList<string>? words, string field, FieldErrors errors, Func<T, T, T> or, params ReadOnlySpan<T> singles)
        where T : struct, Enum
    {
        var result = default(T);
        var allowed = singles.ToArray();
        foreach (var word in words ?? [])
        {
            var known = Array.FindIndex(allowed, s => Of(s) == word);
            errors.Require(known >= 0, field, $"Choose among {string.Join(", ", allowed.Select(Of))}.");
            result = known >= 0 ? or(result, allowed[known]) : result;
        }

        errors.Require(words is not null, field, $"Must be a list of {string.Join(", ", allowed.Select(Of))}.");
        return result;
    }
}
