using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Common;

/// <summary>Tells a browser that went away from a mistake: <c>catch (Exception exception) when (BrowserGone.Is(exception))</c> around calls into it.</summary>
public static class BrowserGone
{
    /// <summary>The circuit had ended when the call began, or it ended while the answer was on its way, which cancels the call.</summary>
    public static bool Is(Exception exception) => exception is JSDisconnectedException or OperationCanceledException;
}
