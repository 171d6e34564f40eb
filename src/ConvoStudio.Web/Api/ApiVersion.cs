using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Web.Api;

/// <summary>The version an edit was made on, so that nobody overwrites what he has not seen.</summary>
internal static class ApiVersion
{
    /// <exception cref="ValidationException">It is missing.</exception>
    public static int Demand(int? version) =>
        version ?? throw new ValidationException("version", "Send the version your edit was made on.");
}
