using System.ComponentModel.DataAnnotations;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace ConvoStudio.Web.Components.Account;

/// <summary>Rendered on the server without a circuit: the cookie can only be set on an answer that has not begun.</summary>
public sealed partial class LoginPage
{
    private string? _problem;

    [Inject] public required SignInManager<StudioUser> SignIn { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required ILogger<LoginPage> Logger { get; init; }
    [CascadingParameter] private HttpContext? HttpContext { get; set; }
    [SupplyParameterFromQuery(Name = "returnUrl")] private string? ReturnUrl { get; set; }
    [SupplyParameterFromForm(Name = "Input", FormName = "login")] private LoginInput? Form { get; set; }
    private LoginInput Input => Form ??= new();

    protected override void OnInitialized()
    {
        if (HttpContext is { Request.Method: "GET", User.Identity.IsAuthenticated: true }) Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
    }

    private async Task SignInAsync()
    {
        var result = await SignIn.PasswordSignInAsync(Input.Email.Trim(), Input.Password, Input.Remember, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
            return;
        }
        // Neither the answer nor the log tells whether the address exists.
        Logger.LogInformation("A sign-in was refused");
        _problem = result.IsLockedOut ? L["LockedOut"] : L["SignInRefused"];
    }

    private sealed class LoginInput
    {
        [Required(ErrorMessage = "Enter your e-mail address.")] public string Email { get; set; } = "";
        [Required(ErrorMessage = "Enter your password.")] public string Password { get; set; } = "";
        public bool Remember { get; set; }
    }
}
