using System.Globalization;
using System.Text;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>A key suggested from a name: "Ask budget, then offer" → "ask-budget-then-offer".</summary>
public static class Slug
{
    private const int Longest = 64;

    public static string Of(string name)
    {
        var slug = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(letter)) slug.Append(char.ToLowerInvariant(letter));
            // An accent goes with its letter; anything else parts two words.
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        return slug.ToString(0, Math.Min(Longest, slug.Length)).Trim('-');
    }
}
