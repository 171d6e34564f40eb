using System.Security.Cryptography;
using ConvoStudio.Application.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Web.Auth;

/// <summary>Makes the four roles, and one administrator where nobody can sign in yet.</summary>
public sealed class FirstAdministrator(UserManager<StudioUser> users, RoleManager<IdentityRole> roles, IConfiguration configuration)
{
    public const string EmailSetting = "CONVOSTUDIO_ADMIN_EMAIL";
    public const string PasswordSetting = "CONVOSTUDIO_ADMIN_PASSWORD";
    private const string DefaultEmail = "admin@localhost";

    /// <returns>The e-mail and the generated password, to be shown once; null when nothing was created or the password was given.</returns>
    /// <exception cref="InvalidOperationException">The given e-mail or password is refused.</exception>
    public async Task<(string Email, string Password)?> CreateIfNeededAsync()
    {
        foreach (var role in Roles.All)
            if (!await roles.RoleExistsAsync(role)) Ensure(await roles.CreateAsync(new IdentityRole(role)));
        if (await users.Users.AnyAsync()) return null;

        var email = configuration[EmailSetting] is { Length: > 0 } given ? given : DefaultEmail;
        var password = configuration[PasswordSetting];
        var generated = string.IsNullOrEmpty(password) ? RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 20) : null;
        var user = new StudioUser { UserName = email, Email = email, EmailConfirmed = true, DisplayName = "Administrator", MustChangePassword = generated is not null };
        Ensure(await users.CreateAsync(user, generated ?? password!));
        Ensure(await users.AddToRolesAsync(user, Roles.All));
        return generated is null ? null : (email, generated);
    }

    private static void Ensure(IdentityResult result)
    {
        if (result.Succeeded) return;
        throw new InvalidOperationException(
            $"The first administrator could not be made: {string.Join(" ", result.Errors.Select(error => error.Description))} Change {EmailSetting} or {PasswordSetting}.");
    }
}
