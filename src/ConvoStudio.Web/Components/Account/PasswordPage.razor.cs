using System.ComponentModel.DataAnnotations;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace ConvoStudio.Web.Components.Account;

/// <summary>Without a circuit, because the cookie is written anew with the password's new stamp.</summary>
public sealed partial class PasswordPage
{
    private string? _problem;

    [Inject] public required UserManager<StudioUser> Users { get; init; }
    [Inject] public required SignInManager<StudioUser> SignIn { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [CascadingParameter] private HttpContext? HttpContext { get; set; }
    [SupplyParameterFromForm(Name = "Input", FormName = "password")] private PasswordInput? Form { get; set; }
    private PasswordInput Input => Form ??= new();

    private bool MustChange => HttpContext?.User.HasClaim(claim => claim.Type == OneTimePasswordClaims.ClaimType) == true;

    private async Task ChangeAsync()
    {
        if (HttpContext is null || await Users.GetUserAsync(HttpContext.User) is not { } user) return;
        var wasForced = user.MustChangePassword;
        if (Input.Current == Input.Wanted)
        {
            _problem = L["PasswordSame"];
            return;
        }
        var result = await Users.ChangePasswordAsync(user, Input.Current, Input.Wanted);
        if (!result.Succeeded)
        {
            _problem = string.Join(" ", result.Errors.Select(error => error.Description));
            return;
        }
        user.MustChangePassword = false;
        await Users.UpdateAsync(user);
        await SignIn.RefreshSignInAsync(user);
        Navigation.NavigateTo(wasForced ? "/" : "/account?saved=password");
    }

    private sealed class PasswordInput
    {
        [Required(ErrorMessage = "Enter the password you use now.")] public string Current { get; set; } = "";
        [Required(ErrorMessage = "Enter the new password."), MinLength(12, ErrorMessage = "Use at least 12 characters.")] public string Wanted { get; set; } = "";
    }
}
