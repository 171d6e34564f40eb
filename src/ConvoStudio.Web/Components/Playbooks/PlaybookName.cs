using System.Globalization;
using System.Text;

namespace ConvoStudio.Web.Components.Playbooks;

/// <summary>Name and key of a playbook to be. The key follows the name until somebody types one.</summary>
public sealed class PlaybookName
{
    private bool _ownKey;

    public string Name { get; private set; } = "";

    public string Key { get; private set; } = "";

    /// <summary>Somebody typed the key; the name no longer changes it.</summary>
    public bool HasOwnKey => _ownKey;

    public void Rename(string name)
    {
        Name = name ?? "";
        if (!_ownKey) Key = Slug(Name);
    }

    public void Rekey(string key)
    {
        Key = key ?? "";
        _ownKey = Key.Length > 0;
    }

    /// <summary>"Kártya ajánlat 2" → "kartya-ajanlat-2".</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsAsciiLetterOrDigit(letter)) slug.Append(char.ToLowerInvariant(letter));
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        var key = slug.ToString().Trim('-');
        return key.Length <= 64 ? key : key[..64].Trim('-');
    }
}
