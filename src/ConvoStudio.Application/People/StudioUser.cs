using Microsoft.AspNetCore.Identity;

namespace ConvoStudio.Application.People;

/// <summary>A person who signs in to the console.</summary>
public sealed class StudioUser : IdentityUser
{
    [PersonalData]
    public string DisplayName { get; set; } = "";

    /// <summary>IANA zone id in which times are shown; null = the browser's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Tag of the signs numbers are written with (<c>de</c>: 9.591,5); null = English.</summary>
    public string? NumberLocale { get; set; }

    /// <summary>Keys of one letter do nothing for this person.</summary>
    public bool SingleKeysOff { get; set; }

    /// <summary>The password was made by somebody else and shown once; nothing else opens until the person chose an own one.</summary>
    public bool MustChangePassword { get; set; }
}
