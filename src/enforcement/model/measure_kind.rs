//! What may be imposed 处置措施: the kinds of measures, as cases, kinds of cases and the ladder name them.

crate::platform::stored_words! {
    /// A kind of measure.
    MeasureKind, "measure-kind" {
        /// 责令限期整改
        Rectify = "rectify",
        /// 暂扣许可证
        SuspendLicence = "suspend_licence",
        /// 吊销许可证
        RevokeLicence = "revoke_licence",
        /// 责令停产整顿
        StopProduction = "stop_production",
        /// 吊销营业执照
        RevokeBusinessLicence = "revoke_business_licence",
        /// 责令取证
        OrderLicence = "order_licence",
        /// 关闭、转产
        CloseDown = "close_down",
        /// 封存、扣押
        SealSeize = "seal_seize",
        /// 没收
        Confiscate = "confiscate",
        /// 罚款
        Penalty = "penalty",
        /// 公告
        Publish = "publish",
        /// 通报所在地政府
        NotifyGovernment = "notify_government",
        /// 强制抽查
        CompulsorySampling = "compulsory_sampling",
        /// 免去法定代表人
        RemoveRepresentative = "remove_representative",
        /// 撤销资格
        Disqualify = "disqualify",
        /// 移送司法: done by handing the case over, which is receipted, not as a measure.
        ReferToJustice = "refer_to_justice",
        /// 取消当年评优资格: made as a restriction of the party, not as a measure.
        BarFromAwards = "bar_from_awards",
        Other = "other",
    }
}

impl MeasureKind {
    /// Whether it is a restriction of the party, which has a register of its own.
    pub fn is_restriction(self) -> bool {
        self == Self::BarFromAwards
    }

    /// Whether a page of its own does it, and no measure is imposed: a restriction of the party, or a referral of the case.
    pub fn is_done_elsewhere(self) -> bool {
        self.is_restriction() || self == Self::ReferToJustice
    }

    /// Whether it is done by telling somebody: nothing is inspected, somebody confirms that it was told.
    pub fn is_told(self) -> bool {
        matches!(self, Self::Publish | Self::NotifyGovernment)
    }
}
