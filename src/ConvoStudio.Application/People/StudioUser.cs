using Microsoft.AspNetCore.Identity;

namespace ConvoStudio.Application.People;

/// <summary>A person who signs in to the console.</summary>
public sealed class StudioUser : IdentityUser
{
    [PersonalData]
    public string DisplayName { get; set; } = "";

    /// <summary>IANA zone id in which times are shown; null = the browser's.</summary>
    public string? TimeZone { get; set; }
}
