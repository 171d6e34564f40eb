namespace ConvoStudio.Web.Auth;

/// <summary>Tells the frame around the page that the person changed their own account.</summary>
public sealed class AccountChanges
{
    public event EventHandler? Changed;

    public void Tell() => Changed?.Invoke(this, EventArgs.Empty);
}
